package io.github.flinkbert.flink.wire;

import org.apache.flink.api.common.typeinfo.TypeInformation;

/** A type that Flink moves about and keeps as a whole: it sees no fields, and no key, in it. */
abstract class OpaqueType<T> extends TypeInformation<T> {

    private static final long serialVersionUID = 1L;

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }
}
