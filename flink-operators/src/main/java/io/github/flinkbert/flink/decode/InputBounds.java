package io.github.flinkbert.flink.decode;

import io.github.flinkbert.flink.config.InputOptions.InputConfig;
import org.apache.flink.annotation.Internal;

/** How long values and texts may be that the job reads. */
@Internal
public record InputBounds(InputConfig config) {

    /** Of a record's value. */
    public void requireReadable(byte[] value) throws MalformedRecordException {
        if (value.length == 0) {
            throw new MalformedRecordException("the value is empty, a text was expected");
        }
        if (value.length > config.maxRecordBytes()) {
            throw new MalformedRecordException(
                    "the value has %d bytes, at most %d are read (max-record-bytes)"
                            .formatted(value.length, config.maxRecordBytes()));
        }
    }

    /**
     * Of a text, or of what a task takes beside one.
     *
     * @param what names it in a message
     */
    public void requireNotTooLong(String what, String text) throws MalformedRecordException {
        if (text.length() > config.maxTextChars()) {
            throw new MalformedRecordException(
                    "%s has %d UTF-16 code units, at most %d are asked about (max-text-chars)"
                            .formatted(what, text.length(), config.maxTextChars()));
        }
    }
}
