package io.github.flinkbert.task;

import io.github.flinkbert.checkpoint.Head;
import org.apache.flink.annotation.Experimental;

/**
 * The kind of head that an ask needs, and how sentences speak of it.
 *
 * @param kind what the head must be
 * @param ability what such a head does, as in "classifies whole texts"
 * @param sentence what is needed, as in "labels of texts need a head for whole texts"
 */
@Experimental
public record HeadNeed<H extends Head>(Class<H> kind, String ability, String sentence) {}
