import type { FlowStep, Path, Quantity } from "../../../knowledge/index.ts";
import type { Random } from "../kernel/random.ts";
import type { Entities, Nodes } from "./entities.ts";
import type { Layout } from "./layout.ts";
import { parked, nobody, type Instruction, type Label, type Machine } from "./machine.ts";
import { numberOf, type Given } from "./quantities.ts";
import type { Stations } from "./stations.ts";
import type { Recorder } from "./recorder.ts";
import { createQueue, type RunningQueue } from "./queues.ts";
import { registersPerTask } from "./tasks.ts";

/** What a path is compiled against. */
export interface Setting {
  readonly path: Path;
  readonly given: Given;
  readonly layout: Layout;
  readonly machine: Machine;
  readonly stations: Stations;
  readonly entities: Entities;
  readonly nodes: Nodes;
  readonly random: Random;
  /** Absent when no trace is wanted. */
  readonly recorder?: Recorder;
}

type CompileStep = (compiler: Compiler, step: FlowStep, kind: string) => void;

/** Turns the flows of a path into the code of a machine; every flow once, when something first starts it. */
export class Compiler {
  readonly setting: Setting;
  readonly #labels = new Map<string, Label>();
  readonly #waiting: { readonly flow: string; readonly label: Label }[] = [];
  readonly #queues = new Map<string, RunningQueue>();
  #registers = 0;
  /** The first register of the request that the steps being compiled belong to, in a trace. */
  request: number | undefined;
  /** The register that tells the retry around the steps being compiled of a refusal. */
  refused: number | undefined;

  readonly #compileStep: CompileStep;

  /** @param compileStep what each step becomes; it is handed in, since it needs the compiler itself */
  constructor(setting: Setting, compileStep: CompileStep) {
    this.setting = setting;
    this.#compileStep = compileStep;
  }

  number(quantity: Quantity): number {
    return numberOf(quantity, this.setting.given);
  }

  /** Appends an instruction, which is told its own place. */
  emit(make: (pc: number) => Instruction): void {
    const { code } = this.setting.machine;
    code.push(make(code.length));
  }

  /** A label at the place of the next instruction. */
  place(label: Label): void {
    label.pc = this.setting.machine.code.length;
  }

  /** Where a flow begins that is started rather than called; it is compiled after the present one. */
  entryOf(flow: string): Label {
    const known = this.#labels.get(flow);
    if (known !== undefined) return known;
    const label = { pc: parked };
    this.#labels.set(flow, label);
    this.#waiting.push({ flow, label });
    return label;
  }

  /** @throws TypeError when the path describes none of this name */
  queueOf(name: string): RunningQueue {
    const known = this.#queues.get(name);
    if (known !== undefined) return known;
    const { path, layout, machine } = this.setting;
    const described = path.queues[name];
    if (described === undefined) throw new TypeError(`the path describes no queue ${name}`);
    const kind = this.kindOf(described.flow);
    const queue = createQueue(machine, {
      kind,
      keys: layout.countOf(kind),
      workers: this.number(described.workers),
      entry: this.entryOf(described.flow),
      number: this.#queues.size,
    });
    this.#queues.set(name, queue);
    return queue;
  }

  /** The kind of a flow's entities. @throws TypeError when there is no such flow, or any kind may call it */
  kindOf(flow: string): string {
    const kind = this.setting.path.flows[flow]?.of;
    if (kind === undefined)
      throw new TypeError(
        `the path describes no flow ${flow} of its own entities (without "of" it can only be called)`,
      );
    return kind;
  }

  /** Uses registers while `compile` runs, each of which is told by its offset. */
  withRegisters(count: number, compile: (first: number) => void): void {
    const first = this.#registers;
    this.#registers += count;
    if (this.#registers > registersPerTask)
      throw new TypeError(
        `steps of the path lie in each other too deep: at most ${registersPerTask} registers`,
      );
    compile(first);
    this.#registers = first;
  }

  /** Permits in what `compile` compiles note in this register that they were refused. */
  trying(refused: number, compile: () => void): void {
    const before = this.refused;
    this.refused = refused;
    compile();
    this.refused = before;
  }

  /** What `compile` compiles belongs to a request, whose first register this is. */
  requesting(register: number, compile: () => void): void {
    const before = this.request;
    this.request = register;
    compile();
    this.request = before;
  }

  /** Compiles everything that the path's first flow needs, and starts it for every entity of the first kind. */
  begin(): void {
    const { path, layout, machine } = this.setting;
    const begin = this.entryOf(path.begin);
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift())
      this.#compileFlow(next.flow, next.label);
    const roots = layout.countOf(this.kindOf(path.begin));
    for (let entity = 0; entity < roots; entity++) machine.start(begin.pc, entity, -1, nobody, 0);
  }

  #compileFlow(flow: string, label: Label): void {
    const kind = this.kindOf(flow);
    this.place(label);
    this.steps(this.setting.path.flows[flow]?.steps ?? [], kind);
    this.emit((pc) => this.#end(pc));
  }

  steps(steps: Path["flows"][string]["steps"], kind: string): void {
    for (const step of steps) this.#compileStep(this, step, kind);
  }

  /** The end of a started flow; who waits for it hears of it. */
  #end(pc: number): Instruction {
    const { machine } = this.setting;
    const { tasks } = machine;
    const queues = this.#queues;
    return (task) => {
      const parent = tasks.parent[task] as number;
      if (parent !== nobody) {
        if (machine.isAhead(task, pc)) return parked;
        if (parent >= 0) machine.ended(parent);
        else for (const queue of queues.values()) queue.doneBy(parent, tasks.entity[task] as number);
      }
      tasks.remove(task);
      return parked;
    };
  }
}
