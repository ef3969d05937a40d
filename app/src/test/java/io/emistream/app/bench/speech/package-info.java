@NullMarked
package io.emistream.app.bench.speech;

import org.jspecify.annotations.NullMarked;
