"""Fits a line on whatever device the pod has."""
import torch

device = "cuda" if torch.cuda.is_available() else "cpu"
x = torch.linspace(-1, 1, 1024, device=device).unsqueeze(1)
y = 3 * x + 0.1 * torch.randn_like(x)
model = torch.nn.Linear(1, 1).to(device)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(200):
    optimizer.zero_grad()
    loss = torch.nn.functional.mse_loss(model(x), y)
    loss.backward()
    optimizer.step()
print(f"{device}: loss {loss.item():.4f}, slope {model.weight.item():.2f}")
