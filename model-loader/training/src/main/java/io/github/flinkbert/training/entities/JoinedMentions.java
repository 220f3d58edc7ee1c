package io.github.flinkbert.training.entities;

import io.github.flinkbert.evaluation.Invisible;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Experimental;

/**
 * Joins an {@code @} that stands as a token of its own to the name after it, as it was written.
 *
 * <p>The Broad Twitter Corpus (Derczynski et al. 2016) parts them, and in some of its files tags
 * both as entities of their own: {@code @ B-PER}, {@code name B-PER}. Joined they are one token and
 * one entity. Which tokens are joined does not depend on their tags, so that a text to be tagged is
 * joined alike.
 */
@Experimental
public final class JoinedMentions {

    private static final String AT = "@";
    private static final String OUTSIDE = "O";

    private JoinedMentions() {}

    /** The same sentences with joined mentions, their tags in IOB2. */
    public static List<TaggedSentence> in(List<TaggedSentence> sentences) {
        return sentences.stream().map(JoinedMentions::in).toList();
    }

    static TaggedSentence in(TaggedSentence sentence) {
        List<String> tokens = new ArrayList<>();
        List<String> tags = new ArrayList<>();
        List<String> iob2 = sentence.iob2();
        for (int token = 0; token < iob2.size(); token++) {
            int name = isAt(sentence, token) ? nextVisible(sentence, token) : iob2.size();
            if (name < iob2.size() && isName(sentence.tokens().get(name))) {
                tokens.add(String.join("", sentence.tokens().subList(token, name + 1)));
                tags.add(tag(iob2.get(token), iob2.get(name)));
                token = name;
            } else {
                tokens.add(sentence.tokens().get(token));
                tags.add(iob2.get(token));
            }
        }
        return new TaggedSentence(tokens, tags, sentence.separator(), sentence.document());
    }

    private static boolean isAt(TaggedSentence sentence, int token) {
        return Invisible.strip(sentence.tokens().get(token)).equals(AT);
    }

    /** The next token that is not empty and not of invisible characters alone. */
    private static int nextVisible(TaggedSentence sentence, int token) {
        int next = token + 1;
        while (next < sentence.tokens().size()
                && Invisible.strip(sentence.tokens().get(next)).isEmpty()) {
            next++;
        }
        return next;
    }

    private static boolean isName(String token) {
        String visible = Invisible.strip(token);
        return Character.isLetterOrDigit(visible.codePointAt(0)) || visible.charAt(0) == '_';
    }

    /** What the name is, else what the sign is; going on only where both go on. */
    private static String tag(String sign, String name) {
        if (name.equals(OUTSIDE)) {
            return sign;
        }
        boolean goesOn = name.startsWith("I-") && sign.equals(name);
        return goesOn ? name : "B-" + name.substring(2);
    }
}
