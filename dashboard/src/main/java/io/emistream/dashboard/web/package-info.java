/** HTTP: the page and its assets, server-sent events, the JSON snapshot and the health check. */
@NullMarked
package io.emistream.dashboard.web;

import org.jspecify.annotations.NullMarked;
