package io.github.flinkbert.location;

import io.github.flinkbert.failure.CheckpointException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model or an adapter on the Hugging Face hub, at a revision.
 *
 * @param repository {@code owner/name}; old ones have no owner
 * @param revision a branch, a tag or a commit; empty for the branch {@value #MAIN}
 */
record HubName(String repository, Optional<String> revision) {

    static final String PREFIX = "hf:";
    private static final String MAIN = "main";
    private static final Pattern FORM =
            Pattern.compile(
                    "hf:((?:[A-Za-z0-9][\\w.-]*/)?[A-Za-z0-9][\\w.-]*)(?:@(\\w[\\w.+/-]*))?");

    static boolean is(String location) {
        return location.startsWith(PREFIX);
    }

    static HubName parse(String location) {
        Matcher matcher = FORM.matcher(location);
        if (!matcher.matches()
                || location.contains("..")
                || location.contains("//")
                || location.endsWith("/")
                || matcher.group(1).contains("--")) {
            throw new CheckpointException(
                    "%s is no name on the hub: expected hf:OWNER/NAME or hf:OWNER/NAME@REVISION"
                            .formatted(location));
        }
        return new HubName(matcher.group(1), Optional.ofNullable(matcher.group(2)));
    }

    /** The last part of its name. */
    String name() {
        return repository.substring(repository.lastIndexOf('/') + 1);
    }

    String revisionOrMain() {
        return revision.orElse(MAIN);
    }

    /** Whether it names a commit, which never changes. */
    boolean isPinned() {
        return revisionOrMain().matches("[0-9a-f]{40}");
    }

    HubName at(String commit) {
        return new HubName(repository, Optional.of(commit));
    }

    @Override
    public String toString() {
        return PREFIX + repository + revision.map(said -> "@" + said).orElse("");
    }
}
