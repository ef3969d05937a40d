/** What is said of consent: shown, granted and revoked by an operator. */
@NullMarked
package io.emistream.app.consent;

import org.jspecify.annotations.NullMarked;
