package io.emistream.app.bench.scale;

import io.emistream.app.bench.load.Target;
import io.emistream.app.problem.EnvironmentProblem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/** Which processors own how many partitions of the topic of chunks. */
record Owners(Target target) {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(100);

    /**
     * Returns when so many share all partitions evenly.
     *
     * @throws EnvironmentProblem when they do not
     */
    void await(int processors) throws InterruptedException {
        int partitions = target.partitions();
        try (var admin =
                Admin.create(Map.<String, Object>copyOf(target.cluster().clients()))) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            for (var owned = owned(admin); !even(owned, processors, partitions); owned = owned(admin)) {
                if (System.nanoTime() > end)
                    throw new EnvironmentProblem(processors + " processors do not share " + partitions
                            + " partitions evenly within " + PATIENCE.toSeconds() + " s, they own " + owned);
                TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
            }
        } catch (ExecutionException e) {
            throw new EnvironmentProblem(
                    "Kafka does not say who owns what (" + e.getCause() + "): check that it runs", e);
        }
    }

    static boolean even(List<Integer> owned, int processors, int partitions) {
        return owned.size() == processors
                && owned.stream().mapToInt(Integer::intValue).sum() == partitions
                && owned.stream().allMatch(its -> its >= partitions / processors);
    }

    private List<Integer> owned(Admin admin) throws ExecutionException, InterruptedException {
        var topic = target.cluster().topics().audioChunks().name();
        var groups = admin.describeConsumerGroups(List.of(target.group())).all().get();
        return groups.values().stream()
                .flatMap(group -> group.members().stream())
                .map(member -> (int) member.assignment().topicPartitions().stream()
                        .filter(partition -> partition.topic().equals(topic))
                        .count())
                .toList();
    }
}
