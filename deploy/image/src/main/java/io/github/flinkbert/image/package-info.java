/** Container images of the distribution, made without a container engine. */
package io.github.flinkbert.image;
