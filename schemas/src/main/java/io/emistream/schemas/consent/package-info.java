/** What people in a session agreed to: the records of it on the control topic, their keys, and who reads them. */
@NullMarked
package io.emistream.schemas.consent;

import org.jspecify.annotations.NullMarked;
