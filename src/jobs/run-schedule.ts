/**
 * Runs jobs at their times: one timer, jobs beside each other, none beside itself. A job that fails is reported once with its name and
 * tried again after growing waits; the others go on.
 */
import type { Job } from './schedule.ts';

export interface Schedule {
  /** Starts what is due at this moment (milliseconds of a clock that only goes forward), and ends with what it started. */
  readonly tick: (now: number) => Promise<void>;
  /** Starts nothing more, waits for what is under way, and runs what is to be done at the end. */
  readonly stop: () => Promise<void>;
}

interface Planned {
  readonly job: Job;
  due: number;
  running: Promise<void> | undefined;
  failures: number;
  /** What was reported last, so that the same is not said again. */
  reported: string | undefined;
}

const longestWaitSeconds = 3600;

export function createSchedule(jobs: readonly Job[], say: (line: string) => void): Schedule {
  const planned: readonly Planned[] = jobs.map((job) => ({
    job,
    due: Number.NEGATIVE_INFINITY,
    running: undefined,
    failures: 0,
    reported: undefined,
  }));
  let stopped = false;

  const attempt = async (plan: Planned, now: number): Promise<void> => {
    const { job } = plan;
    try {
      await job.run();
      if (plan.reported !== undefined) say(`定时工作“${job.says}”（${job.name}）又能完成了。`);
      Object.assign(plan, { failures: 0, reported: undefined });
      plan.due = now + job.everySeconds * 1000;
    } catch (error) {
      plan.failures += 1;
      const wait = Math.max(job.everySeconds, Math.min(job.everySeconds * 2 ** plan.failures, longestWaitSeconds));
      plan.due = now + wait * 1000;
      const message = error instanceof Error ? error.message : String(error);
      if (message !== plan.reported) say(`定时工作“${job.says}”（${job.name}）没有完成，过 ${wait} 秒再试，再失败时等得更久：${message}`);
      plan.reported = message;
    }
  };
  const begin = (plan: Planned, now: number): Promise<void> => {
    plan.running = attempt(plan, now).finally(() => {
      plan.running = undefined;
    });
    return plan.running;
  };
  return {
    async tick(now) {
      if (stopped) return;
      await Promise.all(planned.filter((plan) => plan.running === undefined && plan.due <= now).map((plan) => begin(plan, now)));
    },
    async stop() {
      stopped = true;
      await Promise.all(planned.map((plan) => plan.running));
      await Promise.all(planned.filter(({ job }) => job.atStop).map((plan) => begin(plan, 0)));
    },
  };
}

const tickMs = 1000;

/** Runs the jobs from now on, until they are stopped. */
export function runSchedule(jobs: readonly Job[], say: (line: string) => void): Pick<Schedule, 'stop'> {
  const schedule = createSchedule(jobs, say);
  const tick = (): void => void schedule.tick(performance.now());
  const timer = setInterval(tick, tickMs);
  tick();
  return {
    stop: () => {
      clearInterval(timer);
      return schedule.stop();
    },
  };
}
