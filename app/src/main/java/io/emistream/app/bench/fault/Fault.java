package io.emistream.app.bench.fault;

import io.emistream.app.bench.engine.Misbehaviour;
import io.emistream.app.bench.process.Machine;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** What happens under load. */
enum Fault {
    KILL(1, 20, "a processor is killed and started again on its state", (scene, random) -> {
        scene.pass(random.nextDouble(3, 8));
        Machine processor = scene.processors().get(0);
        scene.strike(() -> {
            processor.kill();
            processor.begin();
        });
        scene.pass(8);
    }),
    FREEZE(3, 150, "of three processors one is frozen for 30 s, then another is dead for 30 s", (scene, random) -> {
        List<Machine> processors = scene.processors();
        scene.pass(random.nextDouble(3, 8));
        scene.strike(processors.get(0)::freeze);
        scene.pass(30);
        processors.get(0).thaw();
        scene.pass(10);
        scene.strike(processors.get(1)::kill);
        scene.pass(30);
        processors.get(1).start();
        scene.pass(10);
    }),
    ROLLING(3, 150, "three processors are ended and started again, one after the other", (scene, random) -> {
        for (Machine processor : scene.processors()) {
            scene.pass(5);
            scene.strike(processor::end);
            processor.start();
        }
        scene.pass(5);
    }),
    BROKER_STOP(1, 60, "the broker is ended and started again", restart(Machine::end)),
    BROKER_KILL(1, 60, "the broker is killed and started again", restart(Machine::kill)),
    BROKER_FREEZE(1, 60, "the broker is frozen for 20 s, as behind a network that is cut", (scene, random) -> {
        scene.pass(random.nextDouble(3, 8));
        scene.strike(scene.broker()::freeze);
        scene.pass(20);
        scene.broker().thaw();
        scene.pass(15);
    }),
    ENGINE_THROWS(1, 25, "the engine throws on every second segment for 5 s", spell(Misbehaviour.THROWS)),
    ENGINE_NAN(1, 25, "every second segment gives values that are not finite for 5 s", spell(Misbehaviour.NAN)),
    ENGINE_OOM(1, 25, "for 5 s the device has memory for 3 s of audio only", spell(Misbehaviour.OOM)),
    ENGINE_HANGS(
            1,
            75,
            "a batch does not come back; the process ends by itself and is started again",
            lost(Misbehaviour.HANGS)),
    GPU_LOST(
            1, 30, "CUDA fails in mid-batch; the process ends by itself and is started again", lost(Misbehaviour.LOST));

    private final int processors;
    private final int seconds;
    private final String words;
    private final Script script;

    /** @param seconds that it takes at most */
    Fault(int processors, int seconds, String words, Script script) {
        this.processors = processors;
        this.seconds = seconds;
        this.words = words;
        this.script = script;
    }

    private interface Script {
        void play(Scene scene, SplittableRandom random) throws InterruptedException;
    }

    private static Script restart(Consumer<Machine> end) {
        return (scene, random) -> {
            scene.pass(random.nextDouble(3, 8));
            scene.strike(() -> {
                end.accept(scene.broker());
                scene.broker().start();
            });
            scene.pass(12);
        };
    }

    private static Script spell(Misbehaviour kind) {
        return (scene, random) -> {
            scene.pass(random.nextDouble(3, 8));
            scene.strike(() -> scene.processors().get(0).say(kind.toString()));
            scene.pass(12);
        };
    }

    /** The trial is what keeps the processor running. */
    private static Script lost(Misbehaviour kind) {
        return (scene, random) -> {
            scene.pass(random.nextDouble(3, 8));
            Machine processor = scene.processors().get(0);
            scene.strike(() -> {
                processor.say(kind.toString());
                processor.revive();
            });
            scene.pass(12);
        };
    }

    /** Lets it happen once, and waits for what follows. */
    void happen(Scene scene, SplittableRandom random) throws InterruptedException {
        script.play(scene, random);
    }

    int processors() {
        return processors;
    }

    /** For people. */
    String words() {
        return words;
    }

    /** How long load is needed for so many. */
    Duration length(int times) {
        return Duration.ofSeconds((long) seconds * times);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
