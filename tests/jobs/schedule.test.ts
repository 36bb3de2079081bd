import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createSchedule, runSchedule } from '../../src/jobs/run-schedule.ts';
import type { Job } from '../../src/jobs/schedule.ts';

/** A job that writes down when it ran; the clock is a plain number of seconds. */
function recorded(more: Partial<Job> = {}) {
  const runs: number[] = [];
  const clock = { now: 0 };
  const job: Job = {
    name: 'a-job',
    says: '某事',
    everySeconds: 10,
    ...more,
    run: async () => {
      runs.push(clock.now);
      await more.run?.();
    },
  };
  return { job, runs, clock };
}

/** Ticks every second of a stretch of time. */
async function pass(schedule: ReturnType<typeof createSchedule>, clock: { now: number }, to: number): Promise<void> {
  for (; clock.now <= to; clock.now += 1) await schedule.tick(clock.now * 1000);
}

describe('the schedule', () => {
  it('runs each job at once and then at its own times', async () => {
    const [often, seldom] = [recorded(), recorded({ everySeconds: 60 })];
    const schedule = createSchedule([often.job, { ...seldom.job, run: async () => void seldom.runs.push(often.clock.now) }], () => {});
    await pass(schedule, often.clock, 61);
    expect(often.runs).toEqual([0, 10, 20, 30, 40, 50, 60]);
    expect(seldom.runs).toEqual([0, 60]);
  });

  it('says once that a job fails, waits longer each time, at most an hour, and says once that it works again', async () => {
    let broken = true;
    const { job, runs, clock } = recorded({
      run: async () => {
        if (broken) throw new Error('磁盘已满');
      },
    });
    const said: string[] = [];
    const schedule = createSchedule([job], (line) => said.push(line));
    await pass(schedule, clock, 20_000);
    const waits = runs.slice(1).map((run, index) => run - (runs[index] ?? 0));
    expect(waits).toEqual([20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600, 3600]);
    expect(said).toEqual(['定时工作“某事”（a-job）没有完成，过 20 秒再试，再失败时等得更久：磁盘已满']);
    broken = false;
    await pass(schedule, clock, 24_000);
    expect(said.slice(1)).toEqual(['定时工作“某事”（a-job）又能完成了。']);
    expect((runs.at(-1) ?? 0) - (runs.at(-2) ?? 0)).toBe(10);
  });

  it('says a new reason anew, and lets the other jobs go on', async () => {
    let reason = '甲';
    const failing = recorded({
      run: async () => {
        throw new Error(reason);
      },
    });
    const well = recorded();
    const said: string[] = [];
    const schedule = createSchedule([failing.job, { ...well.job, run: async () => void well.runs.push(failing.clock.now) }], (line) =>
      said.push(line),
    );
    await pass(schedule, failing.clock, 30);
    reason = '乙';
    await pass(schedule, failing.clock, 60);
    expect(said.map((line) => line.slice(-1))).toEqual(['甲', '乙']);
    expect(well.runs).toEqual([0, 10, 20, 30, 40, 50, 60]);
  });

  it('never runs a job beside itself, nor lets a long one hold up another', async () => {
    const held: (() => void)[] = [];
    const long = recorded({ run: () => new Promise<void>((done) => void held.push(done)) });
    const short = recorded();
    const schedule = createSchedule([long.job, short.job], () => {});
    const first = schedule.tick(0);
    await setImmediate();
    const second = schedule.tick(60_000);
    await second;
    expect([long.runs.length, short.runs.length]).toEqual([1, 2]);
    held[0]?.();
    await first;
    void schedule.tick(120_000);
    expect(long.runs.length).toBe(2);
    held[1]?.();
  });

  it('stops after what is under way, runs what belongs to the end, and starts nothing more', async () => {
    const order: string[] = [];
    let finish = (): void => {};
    const under: Job = {
      name: 'under-way',
      says: '',
      everySeconds: 1,
      run: () =>
        new Promise<void>((done) => {
          finish = () => {
            order.push('under way done');
            done();
          };
        }),
    };
    const last: Job = { name: 'last', says: '', everySeconds: 1000, atStop: true, run: async () => void order.push('last') };
    const schedule = createSchedule([under, last], () => {});
    void schedule.tick(0);
    expect(order).toEqual(['last']);
    const stopping = schedule.stop();
    await setImmediate();
    expect(order).toEqual(['last']);
    finish();
    await stopping;
    expect(order).toEqual(['last', 'under way done', 'last']);
    await schedule.tick(1e9);
    expect(order).toHaveLength(3);
  });

  it('of the running program begins at once and ends when it is stopped', async () => {
    const { job, runs } = recorded();
    const running = runSchedule([job], () => {});
    expect(runs).toHaveLength(1);
    await running.stop();
    expect(runs).toHaveLength(1);
  });
});
