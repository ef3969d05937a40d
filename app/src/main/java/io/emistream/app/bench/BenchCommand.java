package io.emistream.app.bench;

import io.emistream.app.bench.fault.FaultBench;
import io.emistream.app.bench.gateway.GatewayBench;
import io.emistream.app.bench.load.LoadBench;
import io.emistream.app.bench.load.PassthroughBench;
import io.emistream.app.bench.neighbour.NeighbourBench;
import io.emistream.app.bench.scale.ScaleBench;
import io.emistream.app.bench.speech.SpeechBench;
import picocli.CommandLine.Command;

/** The trials. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures speed and endurance on this machine.",
        subcommands = {
            InferenceBench.class,
            TrainingBench.class,
            SwapBench.class,
            ParityBench.class,
            SoakBench.class,
            CrashBench.class,
            LoadBench.class,
            PassthroughBench.class,
            GatewayBench.class,
            NeighbourBench.class,
            ScaleBench.class,
            FaultBench.class,
            AgreementBench.class,
            SpeechBench.class
        })
public final class BenchCommand {}
