package io.github.flinkbert.cli.lines;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.apache.flink.annotation.Internal;

/** Writes the fields of a line's result, after its id, into an object that is already open. */
@FunctionalInterface
@Internal
public interface LineResult {

    void writeTo(JsonGenerator json) throws IOException;
}
