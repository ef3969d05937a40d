/** What those who speak agreed to: the facts they bring, the operator's policy, and the end of it when consent is revoked. */
@NullMarked
package io.emistream.producer.gateway.consent;

import org.jspecify.annotations.NullMarked;
