package io.github.flinkbert.training.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;

/** What training has made so far: parameters and Adam's moments, to be kept and given back. */
@Internal
public final class State {

    private static final List<Parameters.Slot> KEPT =
            List.of(Parameters.Slot.VALUE, Parameters.Slot.MEAN, Parameters.Slot.SQUARE);

    private final Parameters parameters;
    private final Session session;

    public State(Parameters parameters, Session session) {
        this.parameters = parameters;
        this.session = session;
    }

    /** Names and shapes of what is trained. */
    public Map<String, Shape> shapes() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        parameters.all().forEach(each -> shapes.put(each.name(), each.shape()));
        return shapes;
    }

    /** Numbers that are trained. */
    public long size() {
        return parameters.all().stream().mapToLong(Parameters.Parameter::size).sum();
    }

    /** A parameter's value, row-major. */
    public float[] value(String name) {
        return parameters.read(session, Parameters.Slot.VALUE, name);
    }

    /** Sets a parameter's value. */
    public void setValue(String name, float[] values) {
        parameters.write(session, Parameters.Slot.VALUE, name, values);
    }

    /** Names and shapes of parameters and moments, for a snapshot. */
    public Map<String, Shape> slots() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (Parameters.Parameter each : parameters.all()) {
            KEPT.forEach(slot -> shapes.put(slot + "|" + each.name(), each.shape()));
        }
        return shapes;
    }

    /** A parameter or a moment, by a name of {@link #slots}. */
    public float[] slot(String name) {
        int bar = name.indexOf('|');
        return parameters.read(
                session, Parameters.Slot.valueOf(name.substring(0, bar)), name.substring(bar + 1));
    }

    /** Sets a parameter or a moment, by a name of {@link #slots}. */
    public void setSlot(String name, float[] values) {
        int bar = name.indexOf('|');
        parameters.write(
                session,
                Parameters.Slot.valueOf(name.substring(0, bar)),
                name.substring(bar + 1),
                values);
    }
}
