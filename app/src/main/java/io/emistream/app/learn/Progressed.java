package io.emistream.app.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.emistream.schemas.avro.TrainingEvent;
import io.emistream.schemas.avro.TrainingEventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** What a run's process says, in the words of the wire. */
final class Progressed {
    private Progressed() {}

    static TrainingEvent event(String runId, JsonNode line) {
        var pearson = new HashMap<String, Double>();
        line.path("pearson")
                .properties()
                .forEach(one -> pearson.put(one.getKey(), one.getValue().asDouble()));
        var reasons = new ArrayList<String>();
        line.path("reasons").forEach(reason -> reasons.add(reason.asText()));
        return TrainingEvent.newBuilder()
                .setRunId(runId)
                .setType(type(line.path("type").asText()))
                .setAt(Instant.now())
                .setEpoch(line.path("epoch").asInt())
                .setEpochs(Math.max(1, line.path("epochs").asInt()))
                .setStep(line.path("step").asLong())
                .setSteps(Math.max(1, line.path("steps").asLong()))
                .setLoss(number(line, "loss"))
                .setValidationLoss(number(line, "validationLoss"))
                .setLearningRate(number(line, "learningRate"))
                .setMeanPearson(number(line, "meanPearson"))
                .setAudioSecondsPerSecond(number(line, "audioSecondsPerSecond"))
                .setPearson(pearson)
                .setReasons(reasons)
                .build();
    }

    private static TrainingEventType type(String name) {
        try {
            // the run is over for its process, not yet for the gate
            return name.equals("FINISHED") ? TrainingEventType.STEP : TrainingEventType.valueOf(name);
        } catch (IllegalArgumentException e) {
            return TrainingEventType.UNKNOWN;
        }
    }

    private static @Nullable Double number(JsonNode line, String key) {
        JsonNode value = line.get(key);
        return value == null || !Double.isFinite(value.asDouble()) ? null : value.asDouble();
    }
}
