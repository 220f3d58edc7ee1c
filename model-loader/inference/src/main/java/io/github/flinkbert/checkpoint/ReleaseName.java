package io.github.flinkbert.checkpoint;

import io.github.flinkbert.text.Casing;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of one of Google's releases says about casing.
 *
 * <p>Source: {@code validate_case_matches_checkpoint} in {@code tokenization.py}, which knows the
 * releases by their folders: {@code uncased_…}, {@code multilingual_…} and {@code chinese_…} are
 * lower-cased, {@code cased_…} and {@code multi_cased_…} are not. A name of any other make says
 * nothing.
 */
final class ReleaseName {

    private static final Pattern GOOGLE =
            Pattern.compile(
                    "(?<![A-Za-z])(uncased|cased|multilingual|chinese)[_-]L-\\d+[_-]H-\\d+[_-]A-\\d+(?!\\d)");

    private ReleaseName() {}

    static Optional<Casing> casing(String name) {
        Matcher matcher = GOOGLE.matcher(name);
        return matcher.find()
                ? Optional.of(matcher.group(1).equals("cased") ? Casing.CASED : Casing.UNCASED)
                : Optional.empty();
    }
}
