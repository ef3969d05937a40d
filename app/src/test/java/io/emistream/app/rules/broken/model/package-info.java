@org.jspecify.annotations.NullMarked
package io.emistream.app.rules.broken.model;
