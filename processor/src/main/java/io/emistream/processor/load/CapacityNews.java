package io.emistream.processor.load;

import io.emistream.processor.swap.Announcer;
import io.emistream.schemas.avro.ControlKind;
import io.emistream.schemas.avro.ControlMessage;
import io.emistream.schemas.avro.InstanceCapacity;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says on the control topic what an instance can carry, under {@code capacity/<instance>}: at start, when the capacity has changed by more than a tenth, and when
 * the door opens or closes. Takes it back at the end; that of an instance that was killed stays, and its time tells. Has a thread of its own.
 */
public final class CapacityNews implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CapacityNews.class);
    private static final double WORTH_SAYING = 0.1;
    private static final long LOOK_MILLIS = 1_000;

    private final String instance;
    private final Overload overload;
    private final Announcer announcer;
    private final InstantSource clock;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread thread;
    private @Nullable Carried said;

    private CapacityNews(String instance, Overload overload, Announcer announcer, InstantSource clock) {
        this.instance = instance;
        this.overload = overload;
        this.announcer = announcer;
        this.clock = clock;
        this.thread = new Thread(this::follow, "capacity-news");
    }

    /**
     * Begins to tell.
     *
     * @param instance names it among all processors of the cluster
     * @param announcer is closed here
     */
    public static CapacityNews start(String instance, Overload overload, Announcer announcer, InstantSource clock) {
        var news = new CapacityNews(instance, overload, announcer, clock);
        news.thread.start();
        return news;
    }

    private void follow() {
        try {
            do {
                look(overload.carried());
            } while (!ending.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Carried now) {
        if (!isNews(said, now)) return;
        try {
            announcer.control(message(now));
            said = now;
        } catch (RuntimeException e) { // Kafka or the registry is away: said when they are back
            LOG.atWarn().addKeyValue("cause", String.valueOf(e)).log("the capacity was not announced");
        }
    }

    static boolean isNews(@Nullable Carried before, Carried now) {
        return before == null
                || before.admits() != now.admits()
                || Math.abs(now.capacity() - before.capacity()) > WORTH_SAYING * before.capacity();
    }

    private ControlMessage message(Carried now) {
        return ControlMessage.newBuilder()
                .setSubject(subject())
                .setKind(ControlKind.CAPACITY)
                .setAt(clock.instant())
                .setIssuer("processor " + instance)
                .setCapacity(new InstanceCapacity(instance, now.capacity(), now.load(), now.sessions(), now.admits()))
                .build();
    }

    private String subject() {
        return "capacity/" + instance;
    }

    @Override
    public void close() throws InterruptedException {
        ending.countDown();
        thread.join();
        try {
            if (said != null) announcer.forget(subject());
        } catch (KafkaException e) {
            LOG.atWarn().addKeyValue("cause", String.valueOf(e)).log("the capacity was not taken back");
        }
        announcer.close();
    }
}
