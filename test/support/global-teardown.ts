/** Placeholder until the database arrives. */
export default function setup(): void {}
