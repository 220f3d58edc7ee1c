/** Which of several models a text is asked of: by its language, or by an attribute. */
@NullMarked
package io.github.flinkbert.flink.route;

import org.jspecify.annotations.NullMarked;
