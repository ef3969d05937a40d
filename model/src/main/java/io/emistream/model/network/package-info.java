/** The fusion network as one configurable architecture and one TorchScript program; knows no engine. */
@NullMarked
package io.emistream.model.network;

import org.jspecify.annotations.NullMarked;
