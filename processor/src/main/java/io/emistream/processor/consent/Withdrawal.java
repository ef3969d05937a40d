package io.emistream.processor.consent;

import io.emistream.processor.store.Participant;

/** Nothing that was cut of the participant so far is to be scored. */
public record Withdrawal(Participant participant) {}
