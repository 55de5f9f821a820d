/** The scenarios of this repository, each of which must keep what is promised of seeds. */
export const SCENARIOS = ['shop', 'outbox', 'jobs'] as const;

export type ScenarioName = (typeof SCENARIOS)[number];

export const fileOf = (scenario: ScenarioName): string => `scenarios/${scenario}/index.ts`;
