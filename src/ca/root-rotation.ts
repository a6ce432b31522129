import { fail } from '../ground/fail';
import { CertificateAuthority } from './certificate-authority';
import { RootRotationOptions, RotatedCa } from './root-rotation-options';
import { RotatingRoots } from './rotating-roots';
import { RotationStage, RotationStep } from './rotation-stage';
import { ROTATION_STEPS } from './rotation-steps';

/**
 * The plan by which a mesh gets another root without a request failing: first both roots are trusted, then the new CA signs, then the old root is
 * forgotten. Each stage is one apply, and changes istiod's pods, so that they start anew. Both Secrets stay as they are: the roots that are trusted
 * in between stand in a ConfigMap.
 */
export class RootRotation {
  private readonly from: RotatedCa;
  private readonly to: RotatedCa;

  public constructor(private readonly options: RootRotationOptions) {
    this.from = options.from;
    this.to = options.to;
  }

  /** The steps in their order, with what must hold before each. */
  public get steps(): RotationStep[] {
    return [...ROTATION_STEPS];
  }

  /**
   * The CA of a mesh at a stage of the rotation.
   *
   * @param stage The stage that the mesh shall have.
   * @param reached The stage that the mesh has, where everything holds that its next step demands. A stage that is not the same, the next or the
   * one before is refused: proxies would not trust each other. @default RotationStage.OLD_ROOT
   */
  public at(stage: RotationStage, reached: RotationStage = RotationStage.OLD_ROOT): CertificateAuthority {
    const stages = Object.values(RotationStage);
    const [wanted, is] = [stages.indexOf(stage), stages.indexOf(reached)];
    if (Math.abs(wanted - is) > 1) {
      const between = stages.slice(Math.min(wanted, is) + 1, Math.max(wanted, is));
      const next = wanted > is ? between[0] : between[between.length - 1];
      fail('Root rotation', `stage '${stage}' cannot follow '${reached}', between them is '${between.join("' and '")}'`,
        `go to '${next}' first, and on when what the next step demands holds`);
    }
    return CertificateAuthority._of(new RotatingRoots(stage, this.from, this.to, this.options));
  }
}
