package io.github.flinkbert.cli.option;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.LabelHeadKind;
import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.cli.terminal.Terminal;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.cli.terminal.Words;
import io.github.flinkbert.engine.Acceleration;
import io.github.flinkbert.engine.Device;
import io.github.flinkbert.engine.Precision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which model, and how it runs: the same options for every command that needs one. */
@Internal
public final class ModelArguments {

    @Mixin private ModelLocationOptions location;

    @Option(
            names = "--adapter",
            paramLabel = "[NAME=]FOLDER",
            completionCandidates = ShippedNames.class,
            description =
                    "A trained adapter, as a folder of PEFT's, as hf:OWNER/NAME[@REVISION], or one"
                        + " that ships with flink-bert by its name (${COMPLETION-CANDIDATES}); may"
                        + " be repeated. It is known by NAME, or else by the name of its folder.")
    private List<String> adapters = List.of();

    @Option(
            names = "--precision",
            paramLabel = "${bundle:job.precision.type}",
            defaultValue = "${bundle:job.precision.default}",
            descriptionKey = "job.precision")
    private Precision precision;

    @Option(
            names = "--device",
            paramLabel = "${bundle:job.device.type}",
            defaultValue = "${bundle:job.device.default}",
            descriptionKey = "job.device")
    private Device device;

    @Option(
            names = "--device-index",
            paramLabel = "N",
            defaultValue = "${bundle:job.device-index.default}",
            descriptionKey = "job.device-index")
    private int deviceIndex;

    @Option(names = "--xla", descriptionKey = "job.xla")
    private boolean xla;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "${bundle:job.threads.default}",
            descriptionKey = "job.threads")
    private int threads;

    @Mixin private PositionsOption positions;

    @Option(
            names = "--label-head",
            paramLabel = "${bundle:job.label-head.type}",
            converter = KindWord.class,
            descriptionKey = "job.label-head")
    private Optional<LabelHeadKind> labelHead = Optional.empty();

    static final class KindWord implements ITypeConverter<LabelHeadKind> {
        @Override
        public LabelHeadKind convert(String word) throws Exception {
            return Words.of(LabelHeadKind.class).convert(word);
        }
    }

    /** Whether the user names a model or an adapter. */
    public boolean isNamed() {
        return !adapters.isEmpty() || location.given().isPresent();
    }

    public BertOptions options() {
        return options(List.of());
    }

    /**
     * @param usual the shipped adapters to use, those that are there, where the user names neither
     *     a model nor an adapter
     */
    public BertOptions options(List<String> usual) {
        BertOptions options =
                location.options(folders(usual))
                        .withPrecision(precision)
                        .withDevice(device)
                        .withAcceleration(new Acceleration(deviceIndex, xla))
                        .withThreads(threads)
                        .withMaxPositions(positions.value());
        return labelHead.map(options::withLabelHead).orElse(options);
    }

    /**
     * A shipped adapter over the checkpoint that it was trained on.
     *
     * @throws UserException if it is not there, or the user names another model
     */
    public BertOptions shipped(String name) {
        if (!adapters.isEmpty() || location.given().isPresent()) {
            throw new UserException(
                    "the adapter %s stands on a checkpoint of its own; expected neither"
                                    .formatted(name)
                            + " --model nor --adapter beside it");
        }
        if (ShippedAdapters.find(name).isEmpty()) {
            throw new UserException(
                    "the adapter %s is not in this build; expected its folder in adapters beside"
                                    .formatted(name)
                            + " the launcher's");
        }
        return options(List.of(name));
    }

    private Map<String, String> folders(List<String> usual) {
        Map<String, String> folders = new LinkedHashMap<>();
        if (adapters.isEmpty() && location.given().isEmpty()) {
            for (String name : usual) {
                ShippedAdapters.find(name)
                        .ifPresent(folder -> folders.put(name, folder.toString()));
            }
        }
        for (String adapter : adapters) {
            if (folders.put(name(adapter), folder(adapter)) != null) {
                throw new UserException(
                        "two adapters are called %s; expected names of their own, as in NAME=FOLDER"
                                .formatted(name(adapter)));
            }
        }
        location.given().ifPresent(given -> requireNoHead(given, folders));
        return folders;
    }

    /** {@code --model} chose a head once, and an adapter's name is no place of a model. */
    private static void requireNoHead(String given, Map<String, String> adapters) {
        if (adapters.containsKey(given) && !Files.exists(Path.of(given))) {
            throw new UserException(
                    ("--model says where the model is, found the name of an adapter, %1$s; a head"
                                    + " is chosen by --head %1$s")
                            .formatted(given));
        }
    }

    public Bert open() {
        return open(List.of());
    }

    /**
     * @param usual as in {@link #options(List)}
     */
    public Bert open(List<String> usual) {
        return Bert.open(options(usual), Terminal.progress());
    }

    /** The adapters that ship, for the help page. */
    static final class ShippedNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ShippedAdapters.names().iterator();
        }
    }

    private static String name(String adapter) {
        return NamedPlace.parse(adapter)
                .name()
                .orElseGet(
                        () ->
                                Path.of(adapter.replaceFirst("^(hf:[^@]*)@.*", "$1"))
                                        .toAbsolutePath()
                                        .normalize()
                                        .getFileName()
                                        .toString());
    }

    private static String folder(String adapter) {
        return ShippedAdapters.located(NamedPlace.parse(adapter).where());
    }
}
