/**
 * What a family of models is to the rest of this library. Each family is a package below this one,
 * and a service that {@link io.github.flinkbert.checkpoint.FamilyReleases} says.
 */
@NullMarked
package io.github.flinkbert.family;

import org.jspecify.annotations.NullMarked;
