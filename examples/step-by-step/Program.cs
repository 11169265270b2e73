using Pulumi;

return await Deployment.RunAsync<StepByStepStack>();
