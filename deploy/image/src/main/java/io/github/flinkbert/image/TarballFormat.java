package io.github.flinkbert.image;

import com.google.cloud.tools.jib.api.buildplan.ImageFormat;

/** What a tarball with an image looks like inside. */
enum TarballFormat {

    /** As {@code docker save} writes it. */
    DOCKER(ImageFormat.Docker),

    /** The layout of the Open Container Initiative. */
    OCI(ImageFormat.OCI);

    private final ImageFormat format;

    TarballFormat(ImageFormat format) {
        this.format = format;
    }

    ImageFormat format() {
        return format;
    }
}
