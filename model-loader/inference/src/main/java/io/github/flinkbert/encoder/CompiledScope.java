package io.github.flinkbert.encoder;

import org.tensorflow.DeviceSpec;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Scope;

/** A scope like another, that marks each op made in it; see {@link CompiledEnvironment}. */
record CompiledScope(Scope plain, ExecutionEnvironment env) implements Scope {

    /** Of {@code jit_ops_util} and {@code mark_for_compilation_pass} in TensorFlow's sources. */
    private static final String COMPILE = "_XlaCompile";

    /** Ops of different scopes are never compiled as one. */
    private static final String SCOPE = "_XlaScope";

    private static final String NAME = "flink_bert_encoder";

    @Override
    public OperationBuilder apply(OperationBuilder builder) {
        return plain.apply(builder).setAttr(COMPILE, true).setAttr(SCOPE, NAME);
    }

    private Scope like(Scope other) {
        return new CompiledScope(other, env);
    }

    @Override
    public Scope withSubScope(String child) {
        return like(plain.withSubScope(child));
    }

    @Override
    public Scope withName(String name) {
        return like(plain.withName(name));
    }

    @Override
    public Scope withNameAsSubScope(String name) {
        return like(plain.withNameAsSubScope(name));
    }

    @Override
    public Scope withDevice(DeviceSpec device) {
        return like(plain.withDevice(device));
    }

    @Override
    public Scope withInitScope() {
        return like(plain.withInitScope());
    }

    @Override
    public Scope withControlDependencyOps(Iterable<Operation> controls) {
        return like(plain.withControlDependencyOps(controls));
    }

    @Override
    public String makeOpName(String name) {
        return plain.makeOpName(name);
    }

    @Override
    public String makeUnique(String name) {
        return plain.makeUnique(name);
    }

    @Override
    public void refreshNames() {
        plain.refreshNames();
    }

    @Override
    public String getDeviceString() {
        return plain.getDeviceString();
    }

    @Override
    public boolean isInit() {
        return plain.isInit();
    }
}
