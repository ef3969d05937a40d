package io.emistream.app.bench.fault;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** What happens under load. */
enum Fault {
    KILL(1, "a processor is killed (SIGKILL) at random moments and started again on its state") {
        @Override
        void happen(Scene scene, SplittableRandom random) throws InterruptedException {
            scene.pass(random.nextDouble(3, 8));
            Machine processor = scene.processors().get(0);
            scene.strike(() -> {
                processor.kill();
                processor.begin();
            });
            scene.pass(8);
        }

        @Override
        double seconds() {
            return 16;
        }
    },
    FREEZE(3, "of three processors one is frozen (SIGSTOP) for 30 s, then another is killed and stays dead for 30 s") {
        @Override
        void happen(Scene scene, SplittableRandom random) throws InterruptedException {
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
        }

        @Override
        double seconds() {
            return 110;
        }
    },
    ROLLING(3, "three processors are restarted (SIGTERM) one after the other") {
        @Override
        void happen(Scene scene, SplittableRandom random) throws InterruptedException {
            for (Machine processor : scene.processors()) {
                scene.pass(5);
                scene.strike(processor::end);
                processor.start();
            }
            scene.pass(5);
        }

        @Override
        double seconds() {
            return 75;
        }
    },
    BROKER_STOP(1, "the broker is stopped (SIGTERM) and started again") {
        @Override
        void happen(Scene scene, SplittableRandom random) throws InterruptedException {
            scene.pass(random.nextDouble(3, 8));
            scene.strike(() -> {
                scene.broker().end();
                scene.broker().start();
            });
            scene.pass(12);
        }

        @Override
        double seconds() {
            return 30;
        }
    },
    BROKER_KILL(1, "the broker is killed (SIGKILL) and started again") {
        @Override
        void happen(Scene scene, SplittableRandom random) throws InterruptedException {
            scene.pass(random.nextDouble(3, 8));
            scene.strike(() -> {
                scene.broker().kill();
                scene.broker().start();
            });
            scene.pass(12);
        }

        @Override
        double seconds() {
            return 30;
        }
    },
    BROKER_FREEZE(1, "the broker is frozen (SIGSTOP) for 20 s, as behind a network that is cut") {
        @Override
        void happen(Scene scene, SplittableRandom random) throws InterruptedException {
            scene.pass(random.nextDouble(3, 8));
            scene.strike(scene.broker()::freeze);
            scene.pass(20);
            scene.broker().thaw();
            scene.pass(15);
        }

        @Override
        double seconds() {
            return 45;
        }
    };

    private final int processors;
    private final String words;

    Fault(int processors, String words) {
        this.processors = processors;
        this.words = words;
    }

    /** Lets it happen once, and waits for what follows. */
    abstract void happen(Scene scene, SplittableRandom random) throws InterruptedException;

    /** How long that takes at most. */
    abstract double seconds();

    int processors() {
        return processors;
    }

    /** For people. */
    String words() {
        return words;
    }

    /** How long load is needed for so many. */
    Duration length(int times) {
        return Duration.ofMillis((long) (1000 * (seconds() * times + 5)));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
