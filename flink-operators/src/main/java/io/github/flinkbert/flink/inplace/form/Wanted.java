package io.github.flinkbert.flink.inplace.form;

import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.config.InPlaceOptions.InPlaceConfig;
import io.github.flinkbert.flink.path.PathMatch;
import io.github.flinkbert.flink.path.PathTree;
import io.github.flinkbert.flink.path.TextPath;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/**
 * What is looked for in a record: texts, what tasks take beside them, the identity, attributes that
 * choose a model. Each path has a number, in that order. Immutable.
 */
@Internal
public final class Wanted {

    private final List<TextPath> texts;
    private final List<InputField> inputs;
    private final List<String> attributes;
    private final PathTree tree;

    /**
     * @param read what the job's tasks take beside a text
     * @param attributes names of those that choose a model
     */
    public Wanted(InPlaceConfig config, List<InputField> read, List<String> attributes) {
        this.texts = config.texts();
        this.inputs = read.stream().filter(config.inputs()::containsKey).toList();
        this.attributes = List.copyOf(attributes);
        List<TextPath> paths = new ArrayList<>(texts);
        Stream.of(
                        inputs.stream().map(config.inputs()::get),
                        Stream.of(config.id()),
                        attributes.stream())
                .flatMap(names -> names)
                .map(TextPath::ofField)
                .forEach(paths::add);
        this.tree = PathTree.of(paths);
    }

    /** Where a walk begins. */
    public PathMatch match() {
        return tree.match();
    }

    boolean isText(int path) {
        return path < texts.size();
    }

    boolean isInput(int path) {
        return !isText(path) && path < texts.size() + inputs.size();
    }

    boolean isId(int path) {
        return path == texts.size() + inputs.size();
    }

    InputField input(int path) {
        return inputs.get(path - texts.size());
    }

    String attribute(int path) {
        return attributes.get(path - texts.size() - inputs.size() - 1);
    }
}
