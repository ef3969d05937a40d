/** Releases in a bucket of an S3-compatible object store. */
@NullMarked
package io.emistream.model.bucket;

import org.jspecify.annotations.NullMarked;
