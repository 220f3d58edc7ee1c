package io.github.flinkbert.encoder;

import org.tensorflow.ConcreteFunction;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Scope;

/**
 * A graph whose ops are marked, as they are made, for XLA to compile together. TensorFlow honours
 * the marks whatever the session's own setting of its just-in-time compiler, so that the encoder is
 * compiled and the heads, whose shapes change with every batch, are not.
 */
final class CompiledEnvironment implements ExecutionEnvironment {

    private final Graph graph;

    CompiledEnvironment(Graph graph) {
        this.graph = graph;
    }

    @Override
    public OperationBuilder opBuilder(String type, String name, Scope scope) {
        return graph.opBuilder(type, name, scope);
    }

    @Override
    public void attachFunction(ConcreteFunction function) {
        graph.attachFunction(function);
    }

    @Override
    public void checkInput(Operation input) {
        graph.checkInput(input);
    }

    @Override
    public Types environmentType() {
        return graph.environmentType();
    }

    @Override
    public Scope baseScope() {
        return new CompiledScope(graph.baseScope(), this);
    }

    @Override
    public boolean isInitializer(Operation operation) {
        return graph.isInitializer(operation);
    }
}
