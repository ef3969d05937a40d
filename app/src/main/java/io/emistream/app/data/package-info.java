/** What a labelled data set holds: {@code emi data describe}. */
@NullMarked
package io.emistream.app.data;

import org.jspecify.annotations.NullMarked;
