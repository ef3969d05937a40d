package io.emistream.app.bench.fault;

import io.emistream.app.bench.engine.Misbehaviour;
import io.emistream.app.bench.fault.Needs.Obstacle;
import io.emistream.app.bench.process.Machine;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/** What happens under load. */
enum Fault {
    KILL(Needs.processors(1), 20, "a processor is killed and started again on its state", (scene, random) -> {
        scene.pass(random.nextDouble(3, 8));
        Machine processor = scene.site().processors().get(0);
        scene.strike(() -> {
            processor.kill();
            processor.begin();
        });
        scene.pass(8);
    }),
    FREEZE(
            Needs.processors(3),
            150,
            "of three processors one is frozen for 30 s, then another is dead for 30 s",
            (scene, random) -> {
                List<Machine> processors = scene.site().processors();
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
    ROLLING(
            Needs.processors(3),
            150,
            "three processors are ended and started again, one after the other",
            (scene, random) -> {
                for (Machine processor : scene.site().processors()) {
                    scene.pass(5);
                    scene.strike(processor::end);
                    processor.start();
                }
                scene.pass(5);
            }),
    BROKER_STOP(Needs.brokers(1), 60, "the broker is ended and started again", restart(Machine::end)),
    BROKER_KILL(Needs.brokers(1), 60, "the broker is killed and started again", restart(Machine::kill)),
    BROKER_FREEZE(
            Needs.brokers(1),
            60,
            "the broker is frozen for 20 s, as behind a network that is silent",
            (scene, random) -> {
                Machine broker = scene.site().brokers().get(0);
                outage(scene, random, broker::freeze, 20, broker::thaw);
            }),
    LEADER_STOP(
            Needs.brokers(3),
            80,
            "of three brokers, one that leads a partition of audio is ended, and started again 10 s later",
            absence(Leaders::audio, Machine::end)),
    LEADER_KILL(
            Needs.brokers(3),
            80,
            "of three brokers, one that leads a partition of audio is killed, and started again 10 s later",
            absence(Leaders::audio, Machine::kill)),
    CONTROLLER_STOP(
            Needs.brokers(3),
            80,
            "of three brokers, the active controller is ended, and started again 10 s later",
            absence(Leaders::controller, Machine::end)),
    CONTROLLER_KILL(
            Needs.brokers(3),
            80,
            "of three brokers, the active controller is killed, and started again 10 s later",
            absence(Leaders::controller, Machine::kill)),
    NETWORK_CUT(
            Needs.obstacle(Obstacle.DETOUR),
            60,
            "the connections between processor and broker are cut for 20 s",
            (scene, random) -> {
                Detour detour = scene.site().detour().orElseThrow();
                outage(scene, random, detour::cut, 20, detour::mend);
            }),
    STATE_DISK_FULL(
            Needs.obstacle(Obstacle.STATE_DISK),
            60,
            "the file system of a processor's state is full for 20 s",
            (scene, random) -> {
                SmallDisk disk = scene.site().disk().orElseThrow();
                outage(scene, random, disk::fill, 20, disk::free);
            }),
    BROKER_DISK_FULL(
            Needs.brokers(3).with(Obstacle.BROKER_DISK),
            90,
            "of three brokers, one has a file system that is full for 10 s; if it ends, it is started again",
            (scene, random) -> {
                scene.settle();
                scene.pass(random.nextDouble(3, 8));
                scene.strike(scene.site().disk().orElseThrow()::fill);
                scene.pass(10);
                makeRoom(scene.site());
                scene.pass(10);
            }),
    ONLY_DISK_FULL(
            Needs.obstacle(Obstacle.BROKER_DISK),
            70,
            "the only broker has a file system that is full for 10 s; if it ends, it is started again",
            (scene, random) ->
                    outage(scene, random, scene.site().disk().orElseThrow()::fill, 10, () -> makeRoom(scene.site()))),
    CLOCK_JUMP(
            Needs.obstacle(Obstacle.FALSE_CLOCK),
            60,
            "the processor's wall clock jumps an hour ahead, and an hour back 15 s later",
            (scene, random) -> {
                FalseClock clock = scene.site().clock().orElseThrow();
                scene.pass(random.nextDouble(3, 8));
                scene.strike(() -> clock.jump(Duration.ofHours(1)));
                scene.pass(15);
                scene.strike(() -> clock.jump(Duration.ZERO));
                scene.pass(15);
            }),
    ENGINE_THROWS(
            Needs.processors(1), 25, "the engine throws on every second segment for 5 s", spell(Misbehaviour.THROWS)),
    ENGINE_NAN(
            Needs.processors(1),
            25,
            "every second segment gives values that are not finite for 5 s",
            spell(Misbehaviour.NAN)),
    ENGINE_OOM(Needs.processors(1), 25, "for 5 s the device has memory for 3 s of audio only", spell(Misbehaviour.OOM)),
    ENGINE_HANGS(
            Needs.processors(1),
            75,
            "a batch does not come back; the process ends by itself and is started again",
            lost(Misbehaviour.HANGS)),
    GPU_LOST(
            Needs.processors(1),
            30,
            "CUDA fails in mid-batch; the process ends by itself and is started again",
            lost(Misbehaviour.LOST));

    private final Needs needs;
    private final int seconds;
    private final String words;
    private final Script script;

    /** @param seconds that it takes at most */
    Fault(Needs needs, int seconds, String words, Script script) {
        this.needs = needs;
        this.seconds = seconds;
        this.words = words;
        this.script = script;
    }

    private interface Script {
        void play(Scene scene, SplittableRandom random) throws InterruptedException;
    }

    /** Of the only broker. */
    private static Script restart(Consumer<Machine> end) {
        return (scene, random) -> {
            Machine broker = scene.site().brokers().get(0);
            scene.pass(random.nextDouble(3, 8));
            scene.strike(() -> {
                end.accept(broker);
                broker.start();
            });
            scene.pass(12);
        };
    }

    private static Script spell(Misbehaviour kind) {
        return (scene, random) -> {
            scene.pass(random.nextDouble(3, 8));
            scene.strike(() -> scene.site().processors().get(0).say(kind.toString()));
            scene.pass(12);
        };
    }

    /** The trial is what keeps the processor running. */
    private static Script lost(Misbehaviour kind) {
        return (scene, random) -> {
            scene.pass(random.nextDouble(3, 8));
            Machine processor = scene.site().processors().get(0);
            scene.strike(() -> {
                processor.say(kind.toString());
                processor.revive();
            });
            scene.pass(12);
        };
    }

    /** Of one of several brokers. */
    private static Script absence(ToIntFunction<Leaders> which, Consumer<Machine> end) {
        return (scene, random) -> {
            scene.settle();
            scene.pass(random.nextDouble(3, 8));
            int node = which.applyAsInt(new Leaders(scene.site().cluster()));
            Machine broker = scene.site().brokers().get(node - 1);
            scene.strike(() -> end.accept(broker));
            scene.pass(10);
            broker.start();
            scene.pass(10);
        };
    }

    /** Nobody can go on while it lasts. */
    private static void outage(Scene scene, SplittableRandom random, Runnable blow, int seconds, Runnable mending)
            throws InterruptedException {
        scene.pass(random.nextDouble(3, 8));
        scene.strike(blow);
        scene.pass(seconds);
        scene.relieve(mending);
        scene.pass(15);
    }

    /** On the disk of the first broker, which is started again where it ended. */
    private static void makeRoom(Site site) {
        site.disk().orElseThrow().free();
        Machine broker = site.brokers().get(0);
        if (!broker.alive()) broker.start();
    }

    /** Lets it happen once, and waits for what follows. */
    void happen(Scene scene, SplittableRandom random) throws InterruptedException {
        script.play(scene, random);
    }

    Needs needs() {
        return needs;
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
