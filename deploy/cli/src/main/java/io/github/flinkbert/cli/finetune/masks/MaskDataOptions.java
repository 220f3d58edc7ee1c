package io.github.flinkbert.cli.finetune.masks;

import picocli.CommandLine.Option;

/** What is masked of plain text. */
public final class MaskDataOptions {

    @Option(
            names = "--mask-share",
            paramLabel = "SHARE",
            defaultValue = "0.15",
            description = "Mask: share of the tokens chosen (default: ${DEFAULT-VALUE}).")
    private double share;

    @Option(names = "--whole-words", description = "Mask: choose all pieces of a word together.")
    private boolean wholeWords;

    double share() {
        return share;
    }

    boolean wholeWords() {
        return wholeWords;
    }
}
