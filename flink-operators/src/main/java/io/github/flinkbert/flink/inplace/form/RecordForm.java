package io.github.flinkbert.flink.inplace.form;

import io.github.flinkbert.flink.decode.MalformedRecordException;
import org.apache.flink.annotation.Internal;

/** A form of records in which texts are found and to which a field is added. Used by one thread. */
@Internal
public interface RecordForm {

    /**
     * What lies at the wanted paths.
     *
     * @param value a record's, not empty
     * @throws MalformedRecordException if the value has not this form, has something else than a
     *     text at a path, or takes no more field
     */
    FoundTexts read(byte[] value) throws MalformedRecordException;

    /**
     * The same value with one more field. All other bytes are as they were.
     *
     * @param value that {@link #read} took
     * @param field the field's own value in this form
     * @throws MalformedRecordException if the form does not take the field
     */
    byte[] write(byte[] value, byte[] field) throws MalformedRecordException;
}
