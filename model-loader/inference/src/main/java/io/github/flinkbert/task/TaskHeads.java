package io.github.flinkbert.task;

import io.github.flinkbert.checkpoint.Head;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/** The trained heads of one model: its checkpoint's own and its adapters'. Thread-safe. */
@PublicEvolving
public interface TaskHeads {

    /**
     * @param need what the head must be
     * @param name the adapter's, or the checkpoint's; empty for the only one there is
     * @throws IllegalArgumentException naming those that there are, or what is there instead
     */
    <H extends Head> TaskHead<H> find(HeadNeed<H> need, String name);

    /** Names of all heads of a kind. */
    List<String> names(Class<? extends Head> kind);
}
