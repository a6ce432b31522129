const { default: Sequencer } = require('@jest/test-sequencer');

/** By name: the later files find the mesh that the earlier ones left. */
module.exports = class extends Sequencer {
  sort(tests) {
    return [...tests].sort((a, b) => a.path.localeCompare(b.path));
  }
};
