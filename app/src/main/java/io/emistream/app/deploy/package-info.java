/** {@code emi model promote|rollback|deployments}: which releases a running system serves with. */
@NullMarked
package io.emistream.app.deploy;

import org.jspecify.annotations.NullMarked;
