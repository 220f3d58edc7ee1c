package io.github.flinkbert.cli.finetune;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One diagram of a picture.
 *
 * @param background a line behind the others, faint and without a name
 * @param curves at most four: more nobody tells apart
 * @param best a point to draw a ring around
 */
record Panel(
        String title, Optional<Curve> background, List<Curve> curves, Optional<Curve.Point> best) {

    Panel {
        curves = List.copyOf(curves);
    }

    List<Double> heights() {
        return Stream.concat(background.stream(), curves.stream())
                .flatMap(curve -> curve.points().stream())
                .map(Curve.Point::y)
                .toList();
    }
}
