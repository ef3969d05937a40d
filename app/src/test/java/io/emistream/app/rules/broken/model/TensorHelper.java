package io.emistream.app.rules.broken.model;

import ai.djl.ndarray.NDArray;
import io.emistream.app.rules.broken.model.loop.Loop;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Breaks: no DJL in the face of model, no Kafka in model, no drawer names, no cycles. */
public interface TensorHelper {
    NDArray tensor(ProducerRecord<String, String> from, Loop loop);
}
