/**
 * A request as data. What clients ask is drawn before a run and saved with its plan; simulated clients and the load
 * driver send the same, and what is told in answer is judged alike.
 */
export {};
