package livekit.routes;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** What a step costs; on a busy machine the time of a clock says nothing about it. */
public final class CpuTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private CpuTime() {}

  /** The time that this thread computes for the step. */
  public static Duration of(Runnable step) {
    long start = THREADS.getCurrentThreadCpuTime();
    step.run();
    return Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);
  }
}
