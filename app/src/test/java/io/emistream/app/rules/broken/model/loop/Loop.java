package io.emistream.app.rules.broken.model.loop;

import io.emistream.app.rules.broken.model.TensorHelper;

/** Breaks: packages free of cycles. */
public record Loop(TensorHelper back) {}
