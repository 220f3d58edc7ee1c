package io.github.flinkbert.task;

import io.github.flinkbert.checkpoint.Head;
import java.util.List;

/** The trained heads of one model: its checkpoint's own and its adapters'. Thread-safe. */
public interface TaskHeads {

    /**
     * @param kind what the head must be
     * @param name the adapter's, or the checkpoint's; empty for the only one there is
     * @param ability what such a head does, for the sentence that says that there is none
     * @throws IllegalArgumentException naming those that there are
     */
    TaskHead find(Class<? extends Head> kind, String name, String ability);

    /** Names of all heads of a kind. */
    List<String> names(Class<? extends Head> kind);
}
