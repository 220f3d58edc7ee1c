package io.github.flinkbert.flink.index;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.MultisetType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Copies rows that a format uses again, and counts the bytes that the copies take on the heap,
 * about. For one thread.
 */
final class RowCopier {

    private static final int OBJECT = 16;
    private static final int REFERENCE = 4;

    private final List<LogicalType> types;
    private final List<RowData.FieldGetter> getters = new ArrayList<>();
    private long bytes;

    /**
     * @param types of the rows' columns
     */
    RowCopier(List<LogicalType> types) {
        this.types = types;
        for (int i = 0; i < types.size(); i++) {
            getters.add(RowData.createFieldGetter(types.get(i), i));
        }
    }

    /** Of all copies so far. */
    long bytes() {
        return bytes;
    }

    /** The columns' values, null where they are. */
    Object[] copy(RowData row) {
        Object[] values = new Object[types.size()];
        bytes += 2 * OBJECT + (long) REFERENCE * values.length;
        for (int i = 0; i < values.length; i++) {
            values[i] = copy(types.get(i), getters.get(i).getFieldOrNull(row));
        }
        return values;
    }

    private Object copy(LogicalType type, Object value) {
        if (value instanceof StringData text) {
            byte[] utf8 = text.toBytes();
            bytes += 3 * OBJECT + utf8.length;
            return StringData.fromBytes(utf8);
        }
        if (value instanceof byte[] binary) {
            bytes += OBJECT + binary.length;
            return binary.clone();
        }
        if (value instanceof ArrayData array) {
            LogicalType element =
                    type instanceof ArrayType of ? of.getElementType() : type.getChildren().get(0);
            return array(element, array);
        }
        if (value instanceof MapData map) {
            return map(type, map);
        }
        if (value instanceof RowData row) {
            return row((RowType) type, row);
        }
        bytes += value == null ? 0 : OBJECT;
        if (value instanceof TimestampData time) {
            return TimestampData.fromEpochMillis(
                    time.getMillisecond(), time.getNanoOfMillisecond());
        }
        return value instanceof DecimalData decimal ? decimal.copy() : value;
    }

    /** Vectors without a null become an array of numbers. */
    private ArrayData array(LogicalType element, ArrayData array) {
        return element.is(LogicalTypeRoot.FLOAT) && !hasNull(array)
                ? new GenericArrayData(floats(array))
                : new GenericArrayData(elements(element, array));
    }

    private static boolean hasNull(ArrayData array) {
        for (int i = 0; i < array.size(); i++) {
            if (array.isNullAt(i)) {
                return true;
            }
        }
        return false;
    }

    private float[] floats(ArrayData array) {
        float[] values = new float[array.size()];
        bytes += 2 * OBJECT + (long) Float.BYTES * values.length;
        for (int i = 0; i < values.length; i++) {
            values[i] = array.getFloat(i);
        }
        return values;
    }

    private Object[] elements(LogicalType element, ArrayData array) {
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(element);
        Object[] values = new Object[array.size()];
        bytes += 2 * OBJECT + (long) REFERENCE * values.length;
        for (int i = 0; i < values.length; i++) {
            values[i] = copy(element, getter.getElementOrNull(array, i));
        }
        return values;
    }

    private MapData map(LogicalType type, MapData map) {
        LogicalType keyType =
                type instanceof MapType of
                        ? of.getKeyType()
                        : ((MultisetType) type).getElementType();
        LogicalType valueType = type instanceof MapType of ? of.getValueType() : new IntType();
        Object[] keys = elements(keyType, map.keyArray());
        Object[] values = elements(valueType, map.valueArray());
        Map<Object, Object> copies = new LinkedHashMap<>();
        for (int i = 0; i < keys.length; i++) {
            copies.put(keys[i], values[i]);
        }
        return new GenericMapData(copies);
    }

    private RowData row(RowType type, RowData row) {
        RowCopier fields = new RowCopier(type.getChildren());
        RowData copy = GenericRowData.of(fields.copy(row));
        bytes += fields.bytes();
        return copy;
    }
}
